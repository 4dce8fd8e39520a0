export const REACH_KINDS = ["invitations", "moves", "cancellations", "outsiders", "strangers"] as const;

export type ReachKind = (typeof REACH_KINDS)[number];

/**
 * How many people are told, by what they are told: a person invited to two sessions counts twice. Of those invited
 * `outsiders` are in *People*, outside the organisation, and were never met; `strangers` are in no page's address, and
 * were never invited.
 */
export type Reach = Readonly<Record<ReachKind, number>>;

export const NO_REACH: Reach = { invitations: 0, moves: 0, cancellations: 0, outsiders: 0, strangers: 0 };

/** One thing people are told. Equal subjects are one intention, whatever ids its pages got and whenever a slot was found. */
export interface Reached {
  kind: ReachKind;
  people: number;
  subject: string;
}
