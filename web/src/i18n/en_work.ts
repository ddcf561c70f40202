// My day, board, dashboard, imports, settings.
export const en_work = {};
