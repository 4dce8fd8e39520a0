import { type PublicKeys, readSigned } from "./token.ts";

/** The application of Cloudflare Access that stands in front of the Worker. */
export interface AccessApplication {
  /** The team's address: `https://TEAM.cloudflareaccess.com`. */
  team: string;
  /** The application's audience tag. */
  audience: string;
}

/** Who Cloudflare Access has let in: a person by their address, or a service by its token's client id. */
export type LetIn = { email: string } | { service: string };

/**
 * Who the header `Cf-Access-Jwt-Assertion` names, and the keys to keep; `who` is null for a header that this
 * application's Access has not signed, or that names nobody.
 *
 * @throws KeysUnread when the team's keys can't be read.
 */
export async function readAssertion(
  assertion: string,
  { team, audience }: AccessApplication,
  world: { fetch: typeof fetch; wallNow: () => number },
  kept: PublicKeys | null,
): Promise<{ who: LetIn | null; keys: PublicKeys | null }> {
  const signer = { keysUrl: `${team}/cdn-cgi/access/certs`, issuer: team, audience, requiredClaims: [] };
  const { payload, keys } = await readSigned(assertion, signer, world, kept);
  const { email, common_name: service } = payload ?? {};
  if (typeof email === "string" && email !== "") return { who: { email: email.toLowerCase() }, keys };
  return { who: typeof service === "string" && service !== "" ? { service } : null, keys };
}
