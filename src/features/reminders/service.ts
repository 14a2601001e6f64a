export { type DigestLine, mentorLine, type RequestLine, requestBlocks } from './digest-views.ts';
export { linesOfMentor } from './digests.ts';
export { openRequests } from './requests.ts';
export { type OnFailure, sweep, type Told } from './sweep.ts';
