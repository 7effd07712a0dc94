/** How clients reach the service: as configured, else where it listens. */
export class PublicUrl {
  constructor(private readonly configured: string | undefined) {}

  #listening = '';

  get base(): string {
    return this.configured ?? this.#listening;
  }

  listensAt(url: string): void {
    this.#listening = url;
  }
}
