// The whole page: one file that needs nothing else, asks nobody anything, and is readable without its script.
// Knows the order of the parts; what each looks like is its own affair.

import { render } from "preact-render-to-string";
import type { ReportStory } from "../story.ts";
import { nameOf } from "../story.ts";
import { readAssets } from "./assets.ts";
import { clauseViews } from "./clause-view.ts";
import { clausesSection } from "./clauses.ts";
import { comparisonMasthead, differencesSection } from "./comparison.ts";
import { type FactOptions, factsOf } from "./facts.ts";
import { failuresSection, failureViews } from "./failures.ts";
import { labelsOf } from "./labels.ts";
import { html, type Piece, shown } from "./markup.ts";
import { headline, masthead } from "./masthead.ts";
import { matrixSection } from "./matrix.ts";

function factsSection(stories: readonly ReportStory[], labels: readonly string[], options: FactOptions): Piece {
  const [only] = stories;
  const each =
    stories.length === 1 && only !== undefined
      ? factsOf(only, options)
      : stories.map(
          (story, index) => html`<details><summary>${labels[index]}</summary>${factsOf(story, options)}</details>`,
        );
  return html`<section id="facts" aria-labelledby="facts-title"><h2 id="facts-title">What was judged, and how</h2>${each}</section>`;
}

function navigation(parts: readonly (readonly [id: string, words: string, present: boolean])[]): Piece {
  const links = parts.flatMap(([id, words, present]) =>
    present ? [html`<li><a href=${`#${id}`}>${words}</a></li>`] : [],
  );
  return html`<nav class="parts" aria-label="Parts of this page"><ul>${links}</ul></nav>`;
}

function titleOf(stories: readonly ReportStory[]): string {
  const [only] = stories;
  if (only === undefined || stories.length > 1) return `${stories.length} reports · asyncore-conformance`;
  return `${headline(only.standing, only.report)} · ${shown(nameOf(only.report))}`;
}

function body(stories: readonly ReportStory[], options: FactOptions): Piece {
  const several = stories.length > 1;
  const labels = labelsOf(stories);
  const views = clauseViews(stories);
  const failures = failureViews(stories, labels.each);
  const [first] = stories;
  return [
    html`<a class="skip" href="#main">Skip to the clauses</a>`,
    several || first === undefined ? comparisonMasthead(stories, labels, views) : masthead(first),
    navigation([
      ["differences", "Where they differ", several],
      ["clauses-matrix", "Clause by clause", views.length > 0],
      ["failures", `What differs (${failures.length})`, failures.length > 0],
      ["facts", "What was judged", true],
      ["clauses", "The clauses", views.length > 0],
    ]),
    html`<main id="main" tabindex="-1">
      ${several ? differencesSection(stories, labels, views) : null}
      ${views.length === 0 ? null : matrixSection(views, several)}
      ${failuresSection(failures, several)}
      ${factsSection(stories, labels.each, options)}
      ${views.length === 0 ? null : clausesSection(views, failures, labels.each)}
    </main>`,
    html`<footer><p>The clauses are sentences of the suite's own specification; the original, CPython's asyncore, decides.
      A certificate is worth what can be looked at again: <code>npx asyncore-conformance verify</code> grades the transcript beside it once more.</p></footer>`,
  ];
}

/** The page of one report, or of several side by side. Everything is in it; it works from a file, and prints. */
export function htmlReport(stories: readonly ReportStory[], options: FactOptions = { dated: true }): string {
  const { style, script, scriptDigest } = readAssets();
  const standing = stories.length === 1 ? (stories[0]?.standing ?? "incomplete") : "several";
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src '${scriptDigest}'; base-uri 'none'; form-action 'none'`;
  const page = html`<html lang="en" data-standing=${standing}>
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content=${policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="generator" content="asyncore-conformance" />
      <title>${titleOf(stories)}</title>
      <style dangerouslySetInnerHTML=${{ __html: style }}></style>
    </head>
    <body>
      ${body(stories, options)}
      <script type="module" dangerouslySetInnerHTML=${{ __html: script }}></script>
    </body>
  </html>`;
  return `<!doctype html>\n${render(page as Parameters<typeof render>[0])}\n`;
}
