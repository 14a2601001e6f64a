const en = {};

const fr: typeof en = {};

export const people = { en, fr };
