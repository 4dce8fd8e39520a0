import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { selfSignedCertificate } from "./certificate.ts";

/** An RSA key pair with the name it is published under. */
export interface SigningKey {
  keyId: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** PKCS#8. */
  privatePem: string;
}

const made = new Map<string, SigningKey>();

/** The key of a purpose. Keys take long to make, so all simulators of a process share them. */
export function keyFor(purpose: "serviceAccount" | "identity"): SigningKey {
  let key = made.get(purpose);
  if (key === undefined) {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const privatePem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
    key = { keyId: `${purpose.toLowerCase()}-1`, privateKey, publicKey, privatePem };
    made.set(purpose, key);
  }
  return key;
}

/** A JWT signed with RS256. */
export function signJwt(key: SigningKey, claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const content = `${part({ alg: "RS256", kid: key.keyId, typ: "JWT" })}.${part(claims)}`;
  return `${content}.${createSign("RSA-SHA256").update(content).sign(key.privateKey, "base64url")}`;
}

/** The published keys as a JSON Web Key Set. */
export function keySet(key: SigningKey): unknown {
  return { keys: [{ ...key.publicKey.export({ format: "jwk" }), kid: key.keyId, alg: "RS256", use: "sig" }] };
}

/** The published keys as certificates by key id. */
export function certificates(key: SigningKey): Record<string, string> {
  return { [key.keyId]: selfSignedCertificate(key.privateKey, key.publicKey) };
}
