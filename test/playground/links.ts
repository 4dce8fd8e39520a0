/** What a link of Notion's, of a form or of an event leads to here; null for one that leads elsewhere. */
export function localLink(address: string): string | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (/(^|\.)notion\.(so|com)$/.test(url.hostname)) {
    const id = /([0-9a-f]{32})$/.exec(url.pathname.replaceAll("-", ""))?.[1];
    return id === undefined ? null : `/notion/${id}`;
  }
  if (url.hostname === "docs.google.com") {
    const id = /^\/forms\/d\/(?:e\/)?([\w-]+)/.exec(url.pathname)?.[1];
    return id === undefined ? null : `/forms/${id}${url.search}`;
  }
  const eid = url.searchParams.get("eid");
  if (/(^|\.)google\.com$/.test(url.hostname) && eid !== null) return `/calendar/event?eid=${encodeURIComponent(eid)}`;
  return null;
}

const ADDRESS = /https:\/\/(?:www\.|app\.|docs\.|calendar\.)?(?:notion\.so|notion\.com|google\.com)\/[^\s"'<>)]*/g;

/** A page of Krug's, with what leads to Notion or Google leading into the playground. */
export function ledHere(page: string, origin: string): string {
  return page.replaceAll(ADDRESS, written => {
    const local = localLink(written.replaceAll("&amp;", "&"));
    return local === null ? written : `${origin}${local}`.replaceAll("&", "&amp;");
  });
}

/** A text in pieces: plain ones, and the addresses in it. */
export function pieces(text: string): { text: string; href: string | null }[] {
  const found: { text: string; href: string | null }[] = [];
  let last = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>)\]]*[^\s<>)\].,;:!?]/g)) {
    if (match.index > last) found.push({ text: text.slice(last, match.index), href: null });
    found.push({ text: match[0], href: match[0] });
    last = match.index + match[0].length;
  }
  if (last < text.length) found.push({ text: text.slice(last), href: null });
  return found;
}
