/** Where a command reads from and writes to. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  out(text: string): void;
  err(text: string): void;
}

/** A command of the operator. `run` answers with the exit code; what is wrong with its arguments it throws as `WrongUsage`. */
export interface Command {
  /** What stands after the command's name. */
  readonly usage: string;
  readonly summary: string;
  run(args: string[], terminal: Terminal): Promise<number>;
}

/** The command was not called as it is meant to be; said together with its usage. */
export class WrongUsage extends Error {}
