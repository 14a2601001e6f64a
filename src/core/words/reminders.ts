const en = {};

const fr: typeof en = {};

export const reminders = { en, fr };
