/** A place for each clock people live by, by what part of the world it is in. */
const PLACES: Readonly<Record<string, string>> = {
  Europe:
    "Amsterdam Athens Belgrade Berlin Brussels Bucharest Budapest Chisinau Copenhagen Dublin Helsinki Istanbul Kyiv Lisbon London Madrid Minsk Moscow Oslo Paris Prague Riga Rome Samara Sofia Stockholm Tallinn Vienna Vilnius Warsaw Zurich",
  Asia: "Almaty Baku Bangkok Dhaka Dubai Hong_Kong Jakarta Jerusalem Karachi Kathmandu Kolkata Manila Novosibirsk Seoul Shanghai Singapore Tashkent Tbilisi Tehran Tokyo Vladivostok Yekaterinburg Yerevan",
  Africa: "Cairo Casablanca Johannesburg Lagos Nairobi",
  America: "Bogota Chicago Denver Halifax Los_Angeles Mexico_City New_York Sao_Paulo Toronto Vancouver",
  Atlantic: "Azores Reykjavik",
  Australia: "Adelaide Brisbane Perth Sydney",
  Pacific: "Auckland Honolulu",
};

/**
 * The time zones a form gives to choose from, by their names in the time zone database, each once: `first`, then the others by name.
 * Whoever finds theirs not in it leaves the question blank.
 */
export function zonesToChoose(first?: string): string[] {
  const all = Object.entries(PLACES).flatMap(([area, places]) => places.split(" ").map(place => `${area}/${place}`));
  return [...new Set([...(first === undefined || first === "" ? [] : [first]), ...all.sort(), "UTC"])];
}
