const en = {};

const fr: typeof en = {};

export const students = { en, fr };
