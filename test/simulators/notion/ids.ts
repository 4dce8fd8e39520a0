/** Identifiers that come out the same for the same seed: uuids for objects, four characters for properties. */
export class IdSource {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed ^ 0x9e3779b9) >>> 0;
  }

  /** Where it stands: what it gives next follows from it. */
  get state(): number {
    return this.#state;
  }

  set state(state: number) {
    this.#state = state;
  }

  /** 32 pseudo-random bits (mulberry32). */
  bits(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** A number from 0 up to, not including, 1. */
  fraction(): number {
    return this.bits() / 4294967296;
  }

  /** A uuid of version 4, with dashes. */
  uuid(): string {
    const hex = [this.bits(), this.bits(), this.bits(), this.bits()].map(part => part.toString(16).padStart(8, "0"));
    const all = hex.join("");
    return `${all.slice(0, 8)}-${all.slice(8, 12)}-4${all.slice(13, 16)}-8${all.slice(17, 20)}-${all.slice(20)}`;
  }

  /** A property id as Notion makes them: four printable characters, some of which need URL encoding. */
  propertyId(taken: (id: string) => boolean): string {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:;<=>?@[\\]^_`{|}~";
    for (;;) {
      let id = "";
      for (let place = 0; place < 4; place += 1) id += alphabet[this.bits() % alphabet.length];
      if (!taken(id)) return id;
    }
  }
}

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** The uuid with dashes and in lower case; null when the text is not a uuid. Notion takes both spellings. */
export function normalId(text: string): string | null {
  if (!UUID.test(text)) return null;
  const bare = text.replaceAll("-", "").toLowerCase();
  return `${bare.slice(0, 8)}-${bare.slice(8, 12)}-${bare.slice(12, 16)}-${bare.slice(16, 20)}-${bare.slice(20)}`;
}

/** The uuid without dashes, as it stands in page addresses. */
export function bareId(id: string): string {
  return id.replaceAll("-", "");
}
