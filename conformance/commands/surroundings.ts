// What a command may know of the world it runs in. Made once, by the command line; everybody else is handed it.

import type { Host } from "../../spec/host.ts";
import type { Report } from "../../spec/report.ts";
import type { Session } from "../play/session.ts";
import type { Paint } from "../report/paint.ts";

/** The world around a command. */
export interface Surroundings {
  readonly host: Host;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** When all began, by the same clock. */
  readonly begunAt: number;
  /** How many programs run at the same time here. */
  readonly cores: number;
  /** The Node program this runs on. */
  readonly node: string;
  readonly env: NodeJS.ProcessEnv;
  readonly environment: Report["environment"];
  /** Writes a line to standard output. */
  readonly say: (line: string) => void;
  /** Shows where a long command is; quiet unless standard error is a terminal. */
  readonly progress: (text: string | null) => void;
  readonly paint: Paint;
  /** Characters to a line. */
  readonly width: number;
  /** Sessions that must be ended when the command is. */
  readonly sessions: Set<Session>;
  /** Called when the command is interrupted, before it ends. */
  onInterrupt: (() => void) | null;
}
