const en = {};

const fr: typeof en = {};

export const contact = { en, fr };
