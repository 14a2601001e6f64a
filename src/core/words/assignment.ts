const en = {};

const fr: typeof en = {};

export const assignment = { en, fr };
