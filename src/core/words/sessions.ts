const en = {};

const fr: typeof en = {};

export const sessions = { en, fr };
