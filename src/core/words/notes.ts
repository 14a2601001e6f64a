const en = {};

const fr: typeof en = {};

export const notes = { en, fr };
