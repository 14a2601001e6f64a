export { sweep, type Told } from './sweep.ts';
