/** What this feature sends: loads what is true now and renders it. */
export const contactMessages = {};
