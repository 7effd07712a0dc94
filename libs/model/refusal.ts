import { DomainError, type Fault } from './errors.js';

/** More are of no help to anybody. */
const faultsMax = 100;

/** The error that says what is wrong with a document. */
export function refusal(faults: readonly Fault[]): DomainError {
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  const detail = first === undefined ? 'is not valid' : first.detail + more;
  return new DomainError('MODEL_INVALID', `${placeOf(first)}: ${detail}`, faults.slice(0, faultsMax));
}

function placeOf(fault: Fault | undefined): string {
  if (fault === undefined || fault.path === '') return 'the document';
  return fault.path.length > 200 ? `${fault.path.slice(0, 200)}…` : fault.path;
}

export function refuseIfAny(faults: readonly Fault[]): void {
  if (faults.length > 0) throw refusal(faults);
}
