// Whether it is told when no Docker is where it should be, on machines that have one and on others, and where a container shares the suite's loopback.

import { beforeEach, describe, expect, it, vi } from "vitest";
import { engineFor, sharesLoopback } from "./container-engine.ts";
import { namedImage, oracleImage } from "./container-image.ts";

beforeEach(() => void vi.stubEnv("DOCKER_HOST", "unix:///nowhere/docker.sock"));

describe("without Docker", () => {
  it("an oracle in a container is the oracle's fault, and the recordings are the remedy", async () => {
    await expect(engineFor(oracleImage("3.9"))).rejects.toMatchObject({
      code: "oracle-unusable",
      message:
        "The image asyncore-conformance-oracle:3.9 cannot be used: Docker does not answer (nobody is where DOCKER_HOST says: unix:///nowhere/docker.sock).",
      remedy: "Install Docker and start it, or ask what is recorded: --oracle recorded.",
    });
  });

  it("an adapter that ships as an image is unusable", async () => {
    await expect(engineFor(namedImage("mine", "adapter"))).rejects.toMatchObject({
      code: "adapter-unusable",
      remedy: "Install Docker and start it, and see that you may use it.",
    });
  });
});

describe("the loopback of the suite", () => {
  it("is shared by a container on the network of the same Linux", () => {
    const info = { OperatingSystem: "Debian GNU/Linux 12 (bookworm)", SecurityOptions: null };

    expect(sharesLoopback("linux", "/var/run/docker.sock", info)).toBe(true);
  });

  it.each([
    ["in Docker's own machine", "darwin", "/var/run/docker.sock", {}],
    ["in Docker Desktop's machine on Linux", "linux", "/home/me/docker.sock", { OperatingSystem: "Docker Desktop" }],
    ["in the namespace of a Docker without root", "linux", "/run/docker.sock", { SecurityOptions: ["name=rootless"] }],
    ["on another host", "linux", undefined, {}],
  ] as const)("is not shared %s", (_, platform, socketPath, info) => {
    expect(sharesLoopback(platform, socketPath, info)).toBe(false);
  });
});
