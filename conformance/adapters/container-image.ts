// Which image a container is made of: one that is named, or an oracle's, built from docker/.
// Knows names and what is built of what; knows nothing of how a container runs.

import { cpSync, globSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Target } from "../../spec/clause.ts";
import { packagePath } from "../package-path.ts";
import { SuiteError } from "../suite-error.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { PYTHON_ADAPTER } from "./python.ts";

/** An image with an adapter in it. */
export interface ContainerImage {
  /** The image's own name, with its tag. */
  readonly name: string;
  /** How the user named it on the command line. */
  readonly words: readonly string[];
  /** Whether it settles what is right, or is judged. */
  readonly role: "oracle" | "adapter";
  /** The CPython an image of the suite's own is built for; absent when the image is somebody else's. */
  readonly version?: Target;
}

/** What all images of oracles are called, before the version. */
export const ORACLE_REPOSITORY = "asyncore-conformance-oracle";

/** The oracle's image for `version`, built from docker/oracle.Dockerfile. */
export function oracleImage(version: Target): ContainerImage {
  const name = `${ORACLE_REPOSITORY}:${version}`;
  return { name, words: ["--oracle", `container:${version}`], role: "oracle", version };
}

/** An image that is there, or that can be pulled. */
export function namedImage(name: string, role: ContainerImage["role"]): ContainerImage {
  return { name, role, words: role === "oracle" ? ["--oracle", `image:${name}`] : ["--image", name] };
}

/** That an image cannot be used: the oracle's fault or the adapter's, whichever it is. */
export function unusable({ role }: ContainerImage, sentence: string, remedy: string): SuiteError {
  return new SuiteError(role === "oracle" ? "oracle-unusable" : "adapter-unusable", sentence, remedy);
}

/**
 * Has `build` build an oracle's image in a folder that holds the Dockerfile and the adapter, and nothing else: what is built
 * does not depend on what else lies in the package.
 */
export async function inOracleContext<Built>(build: (folder: string) => Promise<Built>): Promise<Built> {
  const folder = temporaryFolder();
  try {
    const scripts = dirname(PYTHON_ADAPTER);
    for (const file of globSync("*.py", { cwd: scripts })) cpSync(join(scripts, file), join(folder, file));
    cpSync(packagePath("docker/oracle.Dockerfile"), join(folder, "Dockerfile"));
    return await build(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
