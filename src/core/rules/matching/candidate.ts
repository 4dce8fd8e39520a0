import type { Person } from "../../domain/person.ts";
import type { Language } from "../../domain/values/language.ts";
import type { WorkingHours } from "../../domain/values/workingHours.ts";

/** What the matching rules know about a person. Requests to be kept apart are no part of it: see `apart.ts`. */
export interface Candidate {
  id: string;
  team: string;
  managerId: string | null;
  /** 1 to 5; null when not said. */
  level: number | null;
  /** Skills as people write them. */
  offers: readonly string[];
  seeks: readonly string[];
  languages: readonly Language[];
  zone: string;
  hours: WorkingHours;
  /** How they like to talk, as the option they chose; null when not said. */
  style: string | null;
  /** Ids of the people they asked to be with. */
  wishes: readonly string[];
  /** Groups they can take on at once, for a mentor how many mentees; null when not said. */
  capacity: number | null;
  /** People they can help at once where one helps another; `capacity` where it is not said. With 0 they can still be helped. */
  helps?: number | null;
  /** They would like to help others, and are chosen first among those who can. */
  wantsToMentor?: true;
  /** Of what they offer the skills the organisation wants to spread, as they write them. Absent for none. */
  topics?: readonly string[];
  /** Paused or on leave for the round. */
  isAway: boolean;
  /** Their weeks have no room for a group of the round beside what they have. */
  isFull?: boolean;
}

/** What the person's page does not say, or says only to the needs form. */
type CandidateNeeds = Partial<
  Pick<Candidate, "wishes" | "capacity" | "helps" | "wantsToMentor" | "topics" | "isAway" | "isFull">
>;

/** A person as the rules of matching see them. Without needs: no wishes, no limit, here. */
export function candidateOf(person: Person, needs: CandidateNeeds = {}): Candidate {
  const { id, team, managerId, level, offers, seeks, languages, zone, hours, style } = person;
  const known = { id, team, managerId, level, offers, seeks, languages, zone, hours, style };
  return { ...known, wishes: [], capacity: null, isAway: false, ...needs };
}

/** Each person once, in the order of their ids; of repeated entries the first counts. */
export function candidatesById(people: readonly Candidate[]): Candidate[] {
  const byId = new Map<string, Candidate>();
  for (const person of people) if (!byId.has(person.id)) byId.set(person.id, person);
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
