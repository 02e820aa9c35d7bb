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
  names.nameInScript = namesInScript(playing, system);
  const real = module.socketMap.host;
  const host = scriptedHost(system, script.poll !== false);
  for (const map of names.maps.values()) map.host = host;
  return () => {
    if (real !== undefined) module.socketMap.host = real;
  };
}

/**
 * The names of sockets by the script. One that the implementation made has that of its descriptor when it is first seen;
 * from then on the name stands for it.
 */
function namesInScript({ names }: Playing, { descriptors }: ScriptedSystem): (value: object) => Name | null {
  const known = new WeakMap<object, Name>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined || !("fileno" in value) || !("getpeername" in value)) return before ?? null;
    const holder = descriptors.holder((value as { fileno(): number }).fileno());
    if (holder?.kind !== "socket") return null;
    known.set(value, holder.name);
    if (!(value instanceof SocketOfScript)) names.name(holder.name, value);
    return holder.name;
  };
}
