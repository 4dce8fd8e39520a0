type Colours = Record<string, { background: string; foreground: string }>;

const EVENT = "a4bdfc 7ae7bf dbadff ff887c fbd75b ffb878 46d6db e1e1e1 5484ed 51b749 dc2127".split(" ");
const CALENDAR =
  "ac725e d06b64 f83a22 fa573c ff7537 ffad46 42d692 16a765 7bd148 b3dc6c fbe983 fad165 92e1c0 9fe1e7 9fc6e7 4986e7 9a9cff b99aff c2c2c2 cabdbf cca6ac f691b2 cd74e6 a47ae2".split(
    " ",
  );

/** The colours events and calendars may have, by their ids. */
export function listColours(): Record<string, unknown> {
  return {
    kind: "calendar#colors",
    updated: "2012-02-14T00:00:00.000Z",
    calendar: byId(CALENDAR),
    event: byId(EVENT),
  };
}

function byId(backgrounds: readonly string[]): Colours {
  return Object.fromEntries(
    backgrounds.map((colour, index) => [String(index + 1), { background: `#${colour}`, foreground: "#1d1d1d" }]),
  );
}
