"""How much script the first pages load, as sent to a browser: from the built files alone."""
import os
import re

_STATIC = re.compile(r'(?:from|import)\s*"\./([^"]+\.js)"')


def _sent(folder, name, ending):
    """What is too small to be compressed is sent as it is."""
    path = os.path.join(folder, name)
    return os.path.getsize(path + ending if os.path.exists(path + ending) else path)


def _with_imports(folder, names):
    wanted, todo = set(), list(names)
    while todo:
        name = todo.pop()
        if name not in wanted:
            wanted.add(name)
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                todo += _STATIC.findall(file.read())
    return wanted


def first_pages(dist):
    """Yields page, bytes by brotli, bytes by gzip: the entry, what it preloads, the screen's own
    chunk and all that these import. Nothing where the screens were not built."""
    index = os.path.join(dist, "index.html")
    if not os.path.exists(index):
        return
    with open(index, encoding="utf-8") as file:
        entry = re.findall(r'"/assets/([^"]+\.js)"', file.read())
    folder = os.path.join(dist, "assets")
    for page in ("sign_in", "my_day"):
        own = [name for name in os.listdir(folder) if re.fullmatch(page + r"-[^.]*\.js", name)]
        loaded = _with_imports(folder, entry + own)
        yield page.replace("_", " "), *(
            sum(_sent(folder, name, ending) for name in loaded) for ending in (".br", ".gz")
        )
