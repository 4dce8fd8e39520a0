/**
 * What of a backup is not taken back, and why: the world has moved on, and Notion, Calendar and Forms say better how it is now. What is not named
 * here is taken back: history that nobody else knows.
 */
export const READ_AGAIN: Readonly<Record<string, string>> = {
  sources: "where tables and columns are, and how far they were read: found and read anew",
  pages: "read anew from Notion, all of them",
  page_keys: "made anew from the pages",
  discarded: "found anew by looking into the trash",
  events: "read anew from Calendar, all of them",
  links: "made anew from the marks events carry",
  series: "made anew from the marks events carry",
  forms: "found anew by the survey pages",
  answers: "read anew from Forms, but for those of erased people",
  acted_on: "what was said before Krug last wrote a page counts as acted on",
  notices: "told anew where they still hold",
  page_changes: "of an earlier day: nobody is told of them now",
  named: "everything is read anew",
  outbox: "commands of an earlier day are not carried out today",
  held_run: "drawn up anew, should a run have to wait",
  stops: "found anew",
  runs: "the first run after it is the first",
  dead_letters: "of an earlier day",
  leases: "of an earlier day",
  state: "cursors, tokens, rate windows: all begin anew",
  hook_health: "hooks are heard anew",
  channels: "opened anew; those still open at Google end by themselves",
  watches: "opened anew; those still open at Google end by themselves",
  erasing: "an erasure that had begun is begun again: say `npm run forget` once more",
  sign_ins: "a session that was ended since must not come back",
  wrong_tries: "of an earlier day",
};
