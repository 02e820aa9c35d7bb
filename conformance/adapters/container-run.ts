// Runs containers of images that are ready: without rights, on a root that cannot be written, as nobody in particular.
// Loaded by those only who want a container. Knows nothing of what is said in there.

import { connect } from "node:net";
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from "testcontainers";
import { invariant } from "../suite-error.ts";
import { type Engine, reasonOf, sharesLoopbackOf } from "./container-engine.ts";
import { type ContainerImage, unusable } from "./container-image.ts";
import { LineReader } from "./lines.ts";
import type { TcpPlace } from "./tcp.ts";

/** The label whose value is the run a container belongs to. */
export const RUN_LABEL = "asyncore-conformance.run";

const LISTENING = /listening on \S+:(\d+)/;
const PORT_INSIDE = 7000;
const LAST_LINES = 20;
const NOBODY = "10001:10001";

/** What a container is given. */
export interface ContainerNeeds {
  readonly run: string;
  /** The folder it shares with the suite, under the same name. */
  readonly folder: string;
  /** Who it runs as. */
  readonly user: { readonly uid: number; readonly gid: number };
  /** Whether it may share the loopback with the suite, where Docker can do that. */
  readonly loopback: boolean;
  readonly limitMs: number;
}

/** A container in which an adapter listens. */
export interface RunningContainer {
  readonly place: TcpPlace;
  readonly sharesLoopback: boolean;
  /** The image it runs, by its digest. */
  readonly digest: string;
  /** The last lines it printed, oldest first. */
  readonly lastWords: () => readonly string[];
}

/** A container without rights. */
class LockedContainer extends GenericContainer {
  constructor(image: ContainerImage, { run, folder, user, limitMs }: ContainerNeeds) {
    super(image.name);
    this.hostConfig.ReadonlyRootfs = true;
    this.hostConfig.PidsLimit = 512;
    // The terminals of the suite's peers are the host's. Somebody else's image is not shown the user's own beside them.
    const terminals = image.version === undefined ? [] : [{ source: "/dev/pts", target: "/dev/pts" }];
    this.withBindMounts([{ source: folder, target: folder }, ...terminals])
      .withUser(user.uid === 0 ? NOBODY : `${user.uid}:${user.gid}`)
      .withDroppedCapabilities("ALL")
      .withSecurityOpt("no-new-privileges")
      .withTmpFs({ "/tmp": "rw,mode=1777" })
      .withLabels({ [RUN_LABEL]: run })
      .withAutoCleanup(false)
      .withStartupTimeout(limitMs)
      .withWaitStrategy(Wait.forLogMessage(LISTENING));
  }
}

/** The last lines a container prints, as far as Docker hands them on. */
class Printed {
  readonly last: string[] = [];
  readonly reader = new LineReader(
    (line) => this.#take(line),
    () => {},
    65_536,
  );

  #take(line: string): void {
    if (!LISTENING.test(line)) this.last.push(line);
    if (this.last.length > LAST_LINES) this.last.shift();
  }
}

/** Where an adapter listens that has said so: read from what Docker kept, since what it hands on may come later. */
async function portOf(engine: Engine, id: string): Promise<number> {
  const kept = await engine.container.dockerode.getContainer(id).logs({ stdout: true, stderr: true, follow: false });
  const port = LISTENING.exec(kept.toString("latin1"))?.[1];
  invariant(port !== undefined, "a container that said where it listens has not");
  return Number(port);
}

function startFailure(image: ContainerImage, error: unknown, { last }: Printed, limitMs: number): Error {
  const reason = reasonOf(error);
  const isLate = /not received after/.test(reason);
  const why = isLate
    ? `it did not say within ${limitMs} ms where it listens (--start-limit sets this)`
    : /Log stream ended/.test(reason)
      ? "it ended before it said where it listens"
      : `it could not be started (${reason})`;
  const said = last.at(-1);
  return unusable(
    image,
    `The image ${image.name} cannot be used: ${why}.${said === undefined ? "" : ` Its last words: ${said}`}`,
    'Its entry point must take --listen HOST:PORT and say where it listens: ADAPTERS.md, "Over TCP".',
  );
}

async function started(
  image: ContainerImage,
  needs: ContainerNeeds,
  printed: Printed,
  onHost: boolean,
): Promise<StartedTestContainer> {
  const container = new LockedContainer(image, needs).withLogConsumer((stream) =>
    stream.on("data", (chunk: Buffer | string) => printed.reader.push(Buffer.from(chunk))),
  );
  if (onHost) container.withNetworkMode("host").withCommand(["--listen", "127.0.0.1:0"]);
  else container.withExposedPorts(PORT_INSIDE).withCommand(["--listen", `0.0.0.0:${PORT_INSIDE}`]);
  try {
    return await container.start();
  } catch (error) {
    throw startFailure(image, error, printed, needs.limitMs);
  }
}

/** Whether something listens at `place`, as seen from here. */
function answers(place: TcpPlace): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(place);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/**
 * Runs a container of an image that is ready: on the host's network, unless its loopback turns out to be another than ours (as
 * for a suite that is in a container itself). Throws SuiteError when no adapter listens in it within the limit.
 */
export async function runContainer(
  image: ContainerImage,
  engine: Engine,
  needs: ContainerNeeds,
  platform: string,
): Promise<RunningContainer> {
  const printed = new Printed();
  const digest = (await engine.container.dockerode.getImage(image.name).inspect()).Id;
  const about = { digest, lastWords: () => printed.last };
  if (needs.loopback && (await sharesLoopbackOf(engine, platform))) {
    const container = await started(image, needs, printed, true);
    const place = { host: "127.0.0.1", port: await portOf(engine, container.getId()) };
    if (await answers(place)) return { ...about, place, sharesLoopback: true };
    await container.stop({ timeout: 0 });
  }
  const container = await started(image, needs, printed, false);
  const place = { host: container.getHost(), port: container.getMappedPort(PORT_INSIDE) };
  return { ...about, place, sharesLoopback: false };
}

/** Removes every container of the run, whatever state it is in. */
export async function removeContainersOf(run: string): Promise<void> {
  const { dockerode } = (await getContainerRuntimeClient()).container;
  const left = await dockerode.listContainers({ all: true, filters: { label: [`${RUN_LABEL}=${run}`] } });
  await Promise.all(left.map(({ Id }) => dockerode.getContainer(Id).remove({ force: true, v: true })));
}
