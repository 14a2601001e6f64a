const en = {};

const fr: typeof en = {};

export const home = { en, fr };
