// Findings of a phase that does not begin at time 0.
import type { FindingInfo, PlacedMoment, Time } from '../api';

/** The same finding, all of whose moments are later by so much. */
export function laterBy(finding: FindingInfo, offset: Time): FindingInfo {
  const { access, allocated, freed } = finding;
  const moved = (moment: PlacedMoment): PlacedMoment => ({ ...moment, time: moment.time + offset });
  return {
    ...finding,
    access: moved(access),
    ...(allocated && { allocated: moved(allocated) }),
    ...(freed && { freed: moved(freed) }),
  };
}
