// Hands out places for plays: an address of 127.0.0.0/8 and a directory each, so that no play meets the leavings of another.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../temporary-folder.ts";
import type { Place } from "./play.ts";

const FIRST_BLOCK = 16;
const BLOCKS = 224;
const HOSTS = 254;
/** More plays than one session ever has going on, or has just ended. */
const FAR = 1_000_000;

/** The `index`-th address of process `pid`: different processes begin in different blocks of 127.0.0.0/8. */
export function addressOf(pid: number, index: number): string {
  const block = FIRST_BLOCK + ((pid + Math.floor(index / (256 * HOSTS))) % BLOCKS);
  return `127.${block}.${Math.floor(index / HOSTS) % 256}.${(index % HOSTS) + 1}`;
}

/** Places one after the other, in a directory that `release` removes. */
export class Places {
  #root: string | null = null;
  #shared: string | null = null;
  #next: number;
  readonly #turn: number;
  readonly #folder: () => string;

  /**
   * Among sessions of one process, the `turn`-th has addresses far from all others'. `folder` gives the folder its directories
   * are made in, which is its own to remove.
   */
  constructor(turn = 0, folder: () => string = temporaryFolder) {
    this.#turn = turn;
    this.#next = turn * FAR;
    this.#folder = folder;
  }

  /** The same addresses, in a folder that others have places in, each turn its own. */
  within(folder: () => string): Places {
    const own = () => {
      const root = join(folder(), String(this.#turn));
      mkdirSync(root);
      return root;
    };
    return new Places(this.#turn, own);
  }

  /** The next place. Its directory is its own when the play makes files in it; all others share one, which stays empty. */
  next(makesFiles: boolean): Place {
    const index = this.#next++;
    const address = addressOf(process.pid, index);
    if (makesFiles) return { address, directory: this.#made(String(index)) };
    this.#shared ??= this.#made("empty");
    return { address, directory: this.#shared };
  }

  #made(name: string): string {
    this.#root ??= this.#folder();
    const directory = join(this.#root, name);
    mkdirSync(directory);
    return directory;
  }

  /** Removes every directory handed out. */
  release(): void {
    if (this.#root !== null) rmSync(this.#root, { recursive: true, force: true });
    this.#root = null;
    this.#shared = null;
  }
}
