// Docker itself, through testcontainers: whether it answers, what it shares, and the images it has or can be given.
// Loaded by those only who want a container. Knows nothing of how one is run.

import { GenericContainer, getContainerRuntimeClient, ImageName } from "testcontainers";
import { TARGETS, type Target } from "../../spec/clause.ts";
import { type ContainerImage, inOracleContext, ORACLE_REPOSITORY, unusable } from "./container-image.ts";

/** The Docker that answers. */
export type Engine = Awaited<ReturnType<typeof getContainerRuntimeClient>>;

/** What Docker says of itself, as far as it matters here. */
export interface EngineInfo {
  readonly OperatingSystem?: string;
  readonly SecurityOptions?: readonly string[] | null;
}

/**
 * Whether a container on the host's network may have the loopback of the suite: not in a machine or namespace of Docker's own.
 * `socketPath` is where Docker is reached, when it is reached on this machine.
 */
export function sharesLoopback(platform: string, socketPath: string | undefined, info: EngineInfo): boolean {
  const isRootless = info.SecurityOptions?.some((option) => option.includes("rootless")) ?? false;
  const isElsewhere = socketPath === undefined || /Docker Desktop/.test(info.OperatingSystem ?? "");
  return platform === "linux" && !isElsewhere && !isRootless;
}

/** The same of the Docker that answers. */
export async function sharesLoopbackOf({ container }: Engine, platform: string): Promise<boolean> {
  const { socketPath } = container.dockerode.modem as { socketPath?: string };
  return sharesLoopback(platform, socketPath, (await container.dockerode.info()) as EngineInfo);
}

/** What went wrong, as a clause without a stop. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [first = ""] = text.trim().split("\n");
  return first.replace(/^\(HTTP code \d+\) [\w ]+ - /, "").replace(/[. ]+$/, "");
}

/** Whether it is reached where `place` says, as DOCKER_HOST says it. */
function isAt({ container }: Engine, place: string): boolean {
  const { socketPath, host } = container.dockerode.modem as { socketPath?: string; host?: string };
  const { hostname, pathname } = new URL(place);
  return hostname === "" ? pathname === socketPath : hostname === host;
}

/** The Docker that DOCKER_HOST names, where it names one: testcontainers would go on to any other that answers. */
async function reached(): Promise<Engine> {
  const place = process.env.DOCKER_HOST ?? "";
  if (place === "") return getContainerRuntimeClient();
  const engine = await getContainerRuntimeClient().catch(() => null);
  if (engine !== null && isAt(engine, place)) return engine;
  throw new Error(`nobody is where DOCKER_HOST says: ${place}`);
}

/** Docker itself. Throws SuiteError when there is none. */
export async function engineFor(image: ContainerImage): Promise<Engine> {
  try {
    return await reached();
  } catch (error) {
    throw unusable(
      image,
      `The image ${image.name} cannot be used: Docker does not answer (${reasonOf(error)}).`,
      image.role === "oracle"
        ? "Install Docker and start it, or ask what is recorded: --oracle recorded."
        : "Install Docker and start it, and see that you may use it.",
    );
  }
}

async function build(image: ContainerImage, version: string): Promise<void> {
  // Whatever is left is removed by container-watch.ts, which needs no second image.
  process.env.TESTCONTAINERS_RYUK_DISABLED = "true";
  try {
    await inOracleContext((folder) =>
      GenericContainer.fromDockerfile(folder)
        .withBuildArgs({ VERSION: version })
        .build(image.name, { deleteOnExit: false }),
    );
  } catch (error) {
    throw unusable(
      image,
      `The image ${image.name} could not be built (${reasonOf(error)}).`,
      `Its base is python:${version}-slim: see that it can be pulled, or give that name to an image of yours with Python ${version}.`,
    );
  }
}

async function pull(image: ContainerImage, engine: Engine): Promise<void> {
  const name = ImageName.fromString(image.name);
  if (await engine.image.exists(name)) return;
  try {
    await engine.image.pull(name);
  } catch (error) {
    throw unusable(
      image,
      `There is no image ${image.name} here, and it could not be pulled (${reasonOf(error)}).`,
      "Check its name with `docker images`.",
    );
  }
}

/** Builds or pulls an image. An oracle's is always built: Docker knows by itself what is built already. */
export async function prepareImage(image: ContainerImage, engine: Engine): Promise<void> {
  if (image.version === undefined) await pull(image, engine);
  else await build(image, image.version);
}

/** An oracle's image that is there. */
export interface BuiltOracle {
  readonly version: Target;
  readonly digest: string;
}

/** The images of oracles that are there, in order of version, or why Docker cannot be asked. */
export async function builtImages(): Promise<{ images: readonly BuiltOracle[] } | { reason: string }> {
  try {
    const { dockerode } = (await reached()).container;
    const all = await dockerode.listImages({ filters: { reference: [ORACLE_REPOSITORY] } });
    const images = TARGETS.flatMap((version) => {
      const built = all.find(({ RepoTags }) => RepoTags?.includes(`${ORACLE_REPOSITORY}:${version}`));
      return built === undefined ? [] : [{ version, digest: built.Id.slice(0, 19) }];
    });
    return { images };
  } catch (error) {
    return { reason: `Docker does not answer (${reasonOf(error)})` };
  }
}
