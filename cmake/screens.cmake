# The screens are inside the program: web/dist, built by Vite, is turned into one object file.
# Without web/dist the program still builds and serves the API alone.
