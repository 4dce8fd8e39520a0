import { type Parsed, problemsAmong } from "./problem.ts";
import { list, number, type Row, text } from "./values/row.ts";

type GroupStatus = "draft" | "active" | "ended";

/** The people who meet in a round. */
export interface Group {
  id: string;
  url: string;
  name: string;
  programmeId: string | null;
  /** 0 for the first round; null for a group made by hand outside rounds. */
  round: number | null;
  memberIds: string[];
  facilitatorId: string | null;
  status: GroupStatus;
  /** The key Krug gave it, empty for a group people made. */
  key: string;
}

/** No programme has more rounds: one a week for twenty years. */
const MOST_ROUNDS = 1040;

/** The group a row describes, with what is odd about it; never null. */
export function parseGroup(row: Row): Parsed<Group> {
  const name = text(row, "name");
  const round = number(row, "round");
  const isOfRound = round !== null || text(row, "key").startsWith("group:");
  const isNumber = round !== null && Number.isInteger(round) && round >= 1 && round <= MOST_ROUNDS;
  return {
    value: {
      id: row.id,
      url: row.url,
      name,
      programmeId: list(row, "programme")[0] ?? null,
      // People count rounds from 1, the rules from 0.
      round: isNumber ? round - 1 : null,
      memberIds: list(row, "members"),
      facilitatorId: list(row, "facilitator")[0] ?? null,
      status: (text(row, "status") || "active") as GroupStatus,
      key: text(row, "key"),
    },
    problems: problemsAmong(
      name === "" && { code: "no_title" },
      list(row, "members").length === 0 && { code: "group_empty" },
      list(row, "programme").length === 0 && { code: "group_without_programme" },
      isOfRound && !isNumber && { code: "bad_round", value: round },
    ),
  };
}
