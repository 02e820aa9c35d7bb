// Puts the implementation on a scripted system for one play: its maps lead there, and the script's sockets have names.
// Knows how the two are joined; knows nothing of calls.

import type { Name, Script } from "../../../spec/program.ts";
import { ProgramFile } from "./files.ts";
import type { Playing } from "./playing.ts";
import { SocketOfScript, scriptedHost } from "./scripted-host.ts";
import { ScriptedSystem } from "./scripted-system.ts";

/** A file of the script. Its descriptor was never a real one, so that nobody may close that. */
class FileOfScript extends ProgramFile {
  override close(): void {}
}

/**
 * Puts the play on the system its script says. Gives what puts the implementation back on the system it had.
 * Needs an implementation whose `socketMap.host` decides what it lives on.
 */
export function enterScript(playing: Playing, script: Script): () => void {
  const { names, module } = playing;
  const system = new ScriptedSystem(playing, script);
  const find = (name: Name) => names.find(name) as SocketOfScript;
  for (const [name, { script: scripted }] of system.descriptors.sockets) {
    const socket = new SocketOfScript(system, name, find);
    if (scripted.truth === false) Object.assign(socket, { length: 0 });
    names.name(name, socket);
  }
  for (const [name, file] of system.descriptors.files) names.name(name, new FileOfScript(file.script.fd));
  names.adopt = adopting(playing, system);
  const real = module.socketMap.host;
  const host = scriptedHost(system, script.poll !== false);
  for (const map of names.maps.values()) map.host = host;
  return () => {
    if (real !== undefined) module.socketMap.host = real;
  };
}

/**
 * The name of a socket the implementation made is that of its descriptor when it is first seen; from then on the name stands
 * for it. The names of the script come before all others, because they were there first.
 */
function adopting({ names }: Playing, { descriptors }: ScriptedSystem): (value: object) => void {
  return (value) => {
    if (!("fileno" in value && "getpeername" in value)) return;
    const holder = descriptors.holder((value as SocketOfScript).fileno());
    if (holder?.kind === "socket" && names.find(holder.name) !== value) names.name(holder.name, value);
  };
}
