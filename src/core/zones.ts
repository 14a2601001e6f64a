import { IANAZone, Info, type Zone } from 'luxon';

/** The zone of an IANA id; throws a RangeError where it is none. */
export function findZone(id: string): Zone {
  const known = zones.get(id);
  if (known !== undefined) return known;
  const zone = Info.normalizeZone(id);
  if (!zone.isValid) throw new RangeError(`unsupported zone: ${id}`);
  const found = zone instanceof IANAZone ? new RememberingZone(id) : zone;
  zones.set(id, found);
  return found;
}

const zones = new Map<string, Zone>();

const minuteMs = 60_000;
const since = Date.UTC(1973, 0);
const mostRemembered = 5_000;

/**
 * Asking the platform for an offset takes it some 20 µs, and a sweep asks a hundred times for each session. Since 1973 every change
 * of every zone is on a whole minute, so that one answer holds for all of it.
 */
class RememberingZone extends IANAZone {
  readonly #offsets = new Map<number, number>();

  override offset(instant: number): number {
    if (!(instant > since)) return super.offset(instant);
    const minute = Math.floor(instant / minuteMs);
    const known = this.#offsets.get(minute);
    if (known !== undefined) return known;
    const offset = super.offset(instant);
    if (this.#offsets.size === mostRemembered) this.#offsets.clear();
    this.#offsets.set(minute, offset);
    return offset;
  }
}
