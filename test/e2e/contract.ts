import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

type Response = {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, unknown>>;
};
type Document = {
  readonly paths: Readonly<
    Record<string, Record<string, { readonly responses: Readonly<Record<string, Response>> }>>
  >;
};

/** What came back from a service. */
export type Answered = {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
};

/** What the OpenAPI document of a service promises, held against what it answers. */
export class Contract {
  static readonly #known = new Map<string, Promise<Contract>>();

  readonly #ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }));
  readonly #validators = new Map<string, ValidateFunction>();
  readonly #paths: readonly { readonly path: string; readonly pattern: RegExp }[];

  constructor(private readonly document: Document) {
    this.#ajv.addSchema(document, 'openapi');
    // What has fewer parameters goes first.
    this.#paths = Object.keys(document.paths)
      .sort((a, b) => a.split('{').length - b.split('{').length)
      .map((path) => ({ path, pattern: patternOf(path) }));
  }

  /** That of a service; it is asked for once. */
  static of(url: string): Promise<Contract> {
    let contract = this.#known.get(url);
    if (contract === undefined) this.#known.set(url, (contract = this.#read(url)));
    return contract;
  }

  static async #read(url: string): Promise<Contract> {
    const response = await fetch(`${url}/openapi.json`);
    // The service says that this is what it is.
    return new Contract((await response.json()) as Document);
  }

  /** @throws Error that says where the answer is not what was promised */
  hold(answered: Answered): void {
    const { method, path, status, headers } = answered;
    const what = `${method} ${path} ${status}`;
    if (!headers.has('x-request-id')) throw new Error(`${what} has no X-Request-ID`);
    const template = this.#paths.find(({ pattern }) => pattern.test(path.split('?', 1)[0]!))?.path;
    const operation = template && this.document.paths[template]![method.toLowerCase()];
    if (!template || !operation) return this.#holdProblem(answered, what);
    const response = operation.responses[status];
    if (response === undefined) throw new Error(`${what} is not described`);
    for (const name of Object.keys(response.headers ?? {})) {
      if (!headers.has(name)) throw new Error(`${what} has no ${name}`);
    }
    if (response.content === undefined) return;
    const [type = ''] = (headers.get('content-type') ?? '').split(';', 1);
    if (!(type in response.content)) throw new Error(`${what} is ${type || 'of no type'}`);
    if (!isJson(headers)) return;
    const steps = ['paths', template, method.toLowerCase(), 'responses', String(status), 'content', type];
    this.#validate(pointer([...steps, 'schema']), answered.body, what);
  }

  /** Where nothing is there is a problem document that says so. What is no JSON belongs to the pages for people. */
  #holdProblem({ status, headers, body }: Answered, what: string): void {
    if (!isJson(headers)) return;
    if (status < 400) throw new Error(`${what} is not described`);
    this.#validate(pointer(['components', 'schemas', 'Problem']), body, what);
  }

  #validate(reference: string, body: unknown, what: string): void {
    let validate = this.#validators.get(reference);
    if (validate === undefined) {
      this.#validators.set(reference, (validate = this.#ajv.compile({ $ref: reference })));
    }
    if (validate(body)) return;
    const faults = this.#ajv.errorsText(validate.errors, { separator: '\n' });
    throw new Error(`${what} is not as described:\n${faults}\n${JSON.stringify(body)}`);
  }
}

/** JSON itself, not lines of it. */
export function isJson(headers: Headers): boolean {
  return /[/+]json(?:;|$)/.test(headers.get('content-type') ?? '');
}

function patternOf(path: string): RegExp {
  const literal = path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

function pointer(steps: readonly string[]): string {
  const escaped = steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')));
  return `openapi#/${escaped.join('/')}`;
}
