/** The highest revision of each organization that this client has seen, so that no later answer is older. */
export class Revisions {
  readonly #seen = new Map<string, number>();

  of(organization: string): number | undefined {
    return this.#seen.get(organization);
  }

  saw(organization: string, revision: number): void {
    if (revision > (this.#seen.get(organization) ?? -1)) this.#seen.set(organization, revision);
  }

  forget(organization: string): void {
    this.#seen.delete(organization);
  }
}
