// Reaches an adapter that ships as an image: one container for a whole run, a connection for each conversation, of which
// there may be several at once. Knows when a container begins and ends; knows nothing of Docker itself, nor of what is played.

import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { platform, userInfo } from "node:os";
import { modulePath } from "../package-path.ts";
import { SuiteError } from "../suite-error.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import type { Adapter, AdapterSource } from "./adapter.ts";
import type { BuiltOracle } from "./container-engine.ts";
import { type ContainerImage, unusable } from "./container-image.ts";
import { withOpenPlaces } from "./container-places.ts";
import type { RunningContainer } from "./container-run.ts";
import { converse } from "./tcp.ts";

/** How a container is to be used. */
export interface ContainerOptions {
  /** The Node program that watches over it. */
  readonly node: string;
  /** Whether it may share the suite's loopback; else it has a network of its own, as where Docker cannot share. */
  readonly loopback?: boolean;
}

/** The adapter in a container of `image`, which is built or pulled, started when it is first needed, and removed in the end. */
export function containerAdapter(image: ContainerImage, options: ContainerOptions): AdapterSource {
  const box = new Box(image, options);
  return {
    words: image.words,
    about: () => box.about(),
    folder: () => box.folder(),
    start: (limitMs, ended) => box.converse(limitMs, ended),
    release: () => box.release(),
    abandon: () => box.abandon(),
  };
}

/** Why an oracle's image cannot be run here in both worlds, as a clause of a sentence; null when it is built and can. */
export async function whyNoContainer(image: ContainerImage): Promise<string | null> {
  const { engineFor, prepareImage, sharesLoopbackOf } = await import("./container-engine.ts");
  try {
    const engine = await engineFor(image);
    if (!(await sharesLoopbackOf(engine, platform()))) return "it would not share a loopback with the suite";
    await prepareImage(image, engine);
    return null;
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error;
    return error.message.replace(/\.$/, "").replace(/^The/, "the");
  }
}

/** The oracles' images there are already, or why none can be asked for. Nothing is built. */
export async function builtOracles(): Promise<{ images: readonly BuiltOracle[] } | { reason: string }> {
  const { builtImages } = await import("./container-engine.ts");
  return builtImages();
}

/** The container of a run, from before it is there until nothing is left of it. */
class Box {
  readonly #image: ContainerImage;
  readonly #options: ContainerOptions;
  readonly #run = randomUUID();
  readonly #talks = new Set<symbol>();
  #folder: string | null = null;
  #watch: ChildProcess | null = null;
  #running: Promise<RunningContainer> | null = null;
  #about: string | null = null;

  constructor(image: ContainerImage, options: ContainerOptions) {
    this.#image = image;
    this.#options = options;
  }

  /** Which image it runs, once it does. */
  about(): string | null {
    return this.#about;
  }

  /** The folder it shares with the suite. Others may pass through to what they know by name. */
  folder(): string {
    if (this.#folder === null) {
      this.#folder = temporaryFolder();
      chmodSync(this.#folder, 0o711);
    }
    return this.#folder;
  }

  /** A conversation with it, beside any others. A container that has ended meanwhile is replaced. */
  async converse(limitMs: number, ended?: AbortSignal): Promise<Adapter> {
    const talk = Symbol("a conversation");
    this.#talks.add(talk);
    try {
      return this.#counted(talk, await this.#conversation(limitMs, ended));
    } catch (error) {
      this.#talks.delete(talk);
      throw error;
    }
  }

  /** Removes it, and the folder, unless somebody still talks to it: then it is theirs to release. */
  async release(): Promise<void> {
    if (this.#talks.size > 0) return;
    await this.#remove();
    this.#watch?.kill();
    this.#watch = null;
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }

  /** Leaves it to its watch, which sees that we are gone. */
  abandon(): void {
    this.#watch?.stdin?.destroy();
  }

  async #conversation(limitMs: number, ended?: AbortSignal): Promise<Adapter> {
    const known = this.#running;
    this.#running ??= this.#begin(limitMs);
    try {
      return await this.#reach(await this.#running, limitMs, ended);
    } catch (error) {
      const isGone = known !== null && error instanceof SuiteError && error.code === "adapter-missing";
      if (!isGone) throw error;
      // Of several who find it gone the first has it replaced.
      if (this.#running === known) this.#running = this.#clear().then(() => this.#begin(limitMs));
      return this.#reach(await this.#running, limitMs, ended);
    }
  }

  /** `adapter`, whose conversation counts until it is ended. */
  #counted(talk: symbol, adapter: Adapter): Adapter {
    const stop = async () => {
      await adapter.stop();
      this.#talks.delete(talk);
    };
    const kill = () => {
      adapter.kill();
      this.#talks.delete(talk);
    };
    return { ...adapter, stop, kill };
  }

  async #begin(limitMs: number): Promise<RunningContainer> {
    const { engineFor, prepareImage } = await import("./container-engine.ts");
    const { runContainer } = await import("./container-run.ts");
    const engine = await engineFor(this.#image);
    await prepareImage(this.#image, engine);
    this.#watch ??= this.#watched();
    const { uid, gid } = userInfo();
    const needs = { run: this.#run, folder: this.folder(), user: { uid, gid }, limitMs };
    return runContainer(this.#image, engine, { ...needs, loopback: this.#options.loopback ?? true }, platform());
  }

  /** Out of our process group: an interruption at the terminal is not for it. */
  #watched(): ChildProcess {
    const args = [modulePath("conformance/adapters/container-watch.ts"), this.#run, this.folder()];
    const watch = spawn(this.#options.node, args, { detached: true, stdio: ["pipe", "ignore", "ignore"] });
    watch.on("error", () => {}); // What it would have done is done in release, unless we are killed.
    watch.unref();
    if (watch.stdin instanceof Socket) watch.stdin.unref();
    return watch;
  }

  async #reach(running: RunningContainer, limitMs: number, ended?: AbortSignal): Promise<Adapter> {
    const words = {
      name: `image ${this.#image.name}`,
      whenNobodyAnswers: 'Its adapter must take connections until it is ended: ADAPTERS.md, "Over TCP".',
      lastWords: running.lastWords,
    };
    this.#about = `in a container of ${this.#image.name} (${running.digest.slice(0, 19)})`;
    const adapter = await converse(running.place, words, limitMs, ended);
    return running.sharesLoopback ? withOpenPlaces(adapter, this.#image) : this.#withoutLoopback(adapter);
  }

  /** Of what needs a loopback in common nothing is played: it would say nothing about the implementation. */
  #withoutLoopback(adapter: Adapter): Adapter {
    const play: Adapter["play"] = async (params, peers, limitMs) => {
      if (params.program.world === "scripted") return adapter.play(params, peers, limitMs);
      throw unusable(
        this.#image,
        `The loopback world cannot be played in a container of ${this.#image.name}: it does not share a loopback with the suite.`,
        "Run the suite itself in a container, beside it: docker/suite.Dockerfile.",
      );
    };
    return { ...adapter, play };
  }

  /** Removes whatever was made, also what never ran. */
  async #remove(): Promise<void> {
    if (this.#running === null) return;
    await this.#running.catch(() => null);
    this.#running = null;
    await this.#clear();
  }

  /** Removes what is left of every container of this run. */
  async #clear(): Promise<void> {
    const { removeContainersOf } = await import("./container-run.ts");
    await removeContainersOf(this.#run).catch(() => {}); // Somebody else removes it, or Docker is gone.
  }
}
