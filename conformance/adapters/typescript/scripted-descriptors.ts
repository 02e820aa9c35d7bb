// Which descriptor number belongs to whom in a scripted play: sockets and files come and go, and numbers are used again.
// Knows who is open; knows nothing of calls.

import type { Name, Script, ScriptedFile, ScriptedSocket } from "../../../spec/program.ts";
import { socketsMade } from "../../check/script.ts";

/** A socket or a file of the script. One that is closed, or was not made yet, has no descriptor. */
export type Holder =
  | { readonly kind: "socket"; readonly name: Name; readonly script: ScriptedSocket }
  | { readonly kind: "file"; readonly name: Name; readonly script: ScriptedFile };

/** The descriptors that are open. */
export class ScriptedDescriptors {
  readonly #open = new Map<number, Holder>();
  readonly sockets: ReadonlyMap<Name, Extract<Holder, { kind: "socket" }>>;
  readonly files: ReadonlyMap<Name, Extract<Holder, { kind: "file" }>>;

  /** At the beginning whatever no call makes is open. */
  constructor(script: Script) {
    const { sockets = {}, files = {} } = script;
    this.sockets = new Map(
      Object.entries(sockets).map(([name, scripted]) => [name, { kind: "socket", name, script: scripted }]),
    );
    this.files = new Map(
      Object.entries(files).map(([name, scripted]) => [name, { kind: "file", name, script: scripted }]),
    );
    const made = new Set(socketsMade(script));
    for (const socket of this.sockets.values()) if (!made.has(socket.name)) this.open(socket.script.fd, socket);
    for (const file of this.files.values()) this.open(file.script.fd, file);
  }

  /** Whether a descriptor number is somebody's. */
  has(fd: number): boolean {
    return this.#open.has(fd);
  }

  /** Whose a descriptor number is. */
  holder(fd: number): Holder | undefined {
    return this.#open.get(fd);
  }

  /** The descriptor number of a socket, -1 when it is not open. */
  numberOf(socket: Extract<Holder, { kind: "socket" }>): number {
    return this.#open.get(socket.script.fd) === socket ? socket.script.fd : -1;
  }

  open(fd: number, holder: Holder): void {
    this.#open.set(fd, holder);
  }

  close(fd: number): void {
    this.#open.delete(fd);
  }
}
