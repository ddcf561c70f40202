// List, record, create, history, bin, help, sign-in.
export const en_screens = {};
