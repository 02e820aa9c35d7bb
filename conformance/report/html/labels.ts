// What reports are called where they stand beside each other: as short as it can be and still tell them apart.

import { nameOf, type ReportStory } from "../story.ts";
import { shown } from "./markup.ts";

/** The name all reports share, and what each is called beside it. */
export interface Labels {
  readonly common: string;
  readonly each: readonly string[];
}

/** The labels of `stories`: the versions, where the rest of the name is the same; with target and profile where these differ. */
export function labelsOf(stories: readonly ReportStory[]): Labels {
  const reports = stories.map(({ report }) => report);
  const names = new Set(
    reports.map(({ implementation }) => `${implementation?.name} ${implementation?.variant ?? ""}`),
  );
  const [first] = reports;
  const shared = names.size === 1 && stories.length > 1 ? (first?.implementation?.name ?? "") : "";
  const claims = reports.map(({ target, profile }) => `${target} ${profile}`);
  const differ = new Set(claims).size > 1;
  const each = reports.map((report, index) => {
    const name = shared === "" ? nameOf(report) : (report.implementation?.version ?? "");
    return shown(differ ? `${name} as ${claims[index]}` : name);
  });
  return { common: shown(shared), each };
}
