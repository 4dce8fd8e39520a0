import { WRITTEN_KEYS, wordsFor } from "./written.ts";

/** Usual names of zones that are alike in every language; what languages call them, and their cities, is among the words people type. */
const USUAL_NAMES: Readonly<Record<string, string>> = {
  "Europe/Brussels": "cet cest met mez mesz",
  "Europe/Athens": "eet eest oez",
  "Europe/Lisbon": "wet western_european_time western_european_summer_time",
  "Europe/Moscow": "msk",
  "Europe/Samara": "russia_time_zone_3",
  "America/New_York": "et edt eastern_time us_eastern eastern_daylight_time est/edt est5edt",
  "America/Chicago": "central_time us_central central_daylight_time cst/cdt cst6cdt",
  "America/Denver": "mountain_time us_mountain mdt mountain_daylight_time mst/mdt mst7mdt",
  "America/Los_Angeles": "pt pdt pacific_time us_pacific pacific_daylight_time pacific_standard_time pst/pdt pst8pdt",
  "Asia/Kamchatka": "russia_time_zone_11",
  "Asia/Kolkata": "india_standard_time",
  "Asia/Srednekolymsk": "russia_time_zone_10",
  "Asia/Tokyo": "jst",
};

/**
 * What Windows and Outlook call zones in and around Europe, without "Standard Time", and the city of
 * the zone where that is not its name already. As Unicode has them (CLDR 48, windowsZones).
 */
const WINDOWS_NAMES =
  "caucasus=yerevan central_europe=budapest central_european=warsaw e._europe=chisinau ekaterinburg=yekaterinburg " +
  "fle=kyiv georgian=tbilisi gmt=london gtb=bucharest romance=paris russian=moscow w._europe=berlin";

/** The zones of usual names, by these in plain letters; `cities` are those of the database. */
function usualNames(cities: ReadonlyMap<string, string>): Map<string, string> {
  const listed = Object.entries(USUAL_NAMES).flatMap(([zone, names]) =>
    names.split(" ").map(name => [name, zone] as const),
  );
  const windows = WINDOWS_NAMES.split(" ").map(pair => {
    const [name = "", city = ""] = pair.split("=");
    return [name.replace(/(?=_\(|$)/, "_standard_time"), cities.get(city) ?? ""] as const;
  });
  return new Map([...windows, ...listed, ...writtenNames("time.")]);
}

/** Names that mean different zones to different people. */
const AMBIGUOUS: Readonly<Record<string, readonly string[]>> = {
  est: ["America/New_York", "America/Panama", "Australia/Sydney"],
  eastern_standard_time: ["America/New_York", "America/Panama", "Australia/Sydney"],
  cst: ["America/Chicago", "America/Costa_Rica", "Asia/Shanghai"],
  central_standard_time: ["America/Chicago", "America/Costa_Rica", "America/Regina"],
  mst: ["America/Denver", "America/Phoenix"],
  mountain_standard_time: ["America/Denver", "America/Phoenix"],
  pst: ["America/Los_Angeles", "Asia/Manila"],
  ist: ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"],
  bst: ["Europe/London", "Asia/Dhaka"],
  ast: ["America/Halifax", "Asia/Riyadh"],
  atlantic_standard_time: ["America/Halifax", "America/Puerto_Rico"],
};

const PREPOSITIONS = /^(?:за|по|в|у|във)_/;
const TIME_WORD = /_(?:врем\p{L}*|час\p{L}*)$/u;

let bendable: ReadonlyMap<string, ReadonlySet<string>> | null = null;

/**
 * The zones that a city or a usual name may mean which stands in another case, as after a preposition: "за Києвом", "по московскому
 * времени". One where it is clear, none where no preposition stands before it.
 */
function zonesInOtherCase(plain: string): string[] {
  if (!PREPOSITIONS.test(plain)) return [];
  bendable ??= byStem();
  return [...(bendable.get(stemOf(plain.replace(PREPOSITIONS, ""))) ?? [])];
}

function byStem(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const start of ["place.", "time."] as const)
    for (const [name, zone] of writtenNames(start)) {
      const stem = stemOf(name);
      if (/\p{Script=Cyrillic}{3}/u.test(stem)) found.set(stem, (found.get(stem) ?? new Set<string>()).add(zone));
    }
  return found;
}

/** What cases leave of a name: no endings, and one letter for those that change within ("Київ", "Києвом"; "Львів", "Львовом"). */
function stemOf(name: string): string {
  return name
    .replace(TIME_WORD, "")
    .split("_")
    .map(word => word.replace(/[аеиіїєоуыэюяйьмхг]+$/, "").replace(/[оеєіїё]/g, "о"))
    .join("_");
}

/**
 * What people of every language call zones: "place.Europe/Kyiv" are cities that name no zone, other names of those that do, and
 * countries of one zone; "time." are usual names. Those of Central and Eastern Europe go by the places the database links them to.
 */
function writtenNames(start: "place." | "time."): (readonly [name: string, zone: string])[] {
  return WRITTEN_KEYS.filter(key => key.startsWith(start)).flatMap(key =>
    wordsFor(key).map(word => [word.replaceAll(" ", "_"), key.slice(start.length)] as const),
  );
}

/** What people call zones: usual names, those that mean several, names in other cases, and those among the words people type. */
export const zoneNames = {
  usual: usualNames,
  ambiguous: AMBIGUOUS,
  inOtherCase: zonesInOtherCase,
  written: writtenNames,
};
