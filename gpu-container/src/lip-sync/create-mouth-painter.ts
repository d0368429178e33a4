import type { LipReport, LipShape, RenderedSpan } from '../../../pipeline/contracts/lip-report.js';
import type { MouthScript } from '../../../pipeline/contracts/mouth-script.js';
import type { PreparedMouths } from '../../../pipeline/ports/mouth-renderer.js';
import type { FaceModels } from '../faces/open-face-models.js';
import type { Picture } from '../picture/open-picture-reader.js';
import type { PictureFormat } from '../picture/picture-format.js';
import { composeMouth } from './compose-mouth.js';
import { createSecondLooker, type SecondLook, type SecondLooker } from './create-second-looker.js';
import type { SheetColumn } from './draw-sheet.js';
import { largestDifference } from './largest-difference.js';
import { loadMouthKernel } from './mouth-kernel.js';
import { createMouthCanvas, type MouthCanvas } from './paint-mouth.js';
import type { PlannedFrame, PlannedMouth } from './plan-mouths.js';
import { createSteadyLight } from './steady-light.js';
import { takeStill } from './take-still.js';
import type { TouchedArea } from './touched-area.js';

export interface MouthPainterParams {
  readonly script: MouthScript;
  readonly planned: readonly PlannedMouth[];
  /** For each planned mouth. */
  readonly prepared: readonly PreparedMouths[];
  readonly models: Pick<FaceModels, 'landmarks' | 'identifier'>;
}

/** Paints the mouths of a run, picture after picture, and keeps account of it. */
export interface MouthPainter {
  readonly changesAnything: boolean;
  /** Changes the picture in place. In order of frames. */
  paint(picture: Picture, format: PictureFormat): Promise<void>;
  /** Stills of the frames painted so far that were picked for the sheet. */
  columns(): readonly SheetColumn[];
  /** After the last picture. */
  report(): Promise<LipReport>;
}

/** Stills on a sheet, and looks at who it is, per unit. */
const STILLS = 8;
const IDENTITY_LOOKS = 4;
/** Looks under way before the painter waits for the oldest: bounds memory, keeps the model busy. */
const LOOKS_AHEAD = 6;

/** One mouth at work. */
interface Work {
  readonly mouth: PlannedMouth;
  readonly ready: Extract<PreparedMouths, { kind: 'ready' }>;
  readonly light: ReturnType<typeof createSteadyLight>;
  /** Place of each frame in the plan. */
  readonly places: ReadonlyMap<number, number>;
  readonly looks: Map<
    number,
    { readonly before?: Promise<SecondLook | undefined>; readonly after: Promise<SecondLook | undefined> }
  >;
  readonly identified: ReadonlySet<number>;
}

/** A painter for one run. */
export function createMouthPainter(params: MouthPainterParams): MouthPainter {
  const { script, planned, prepared, models } = params;
  const works = planned.map((mouth, at) => workOf(mouth, prepared[at]));
  const active = works.filter((work) => work !== undefined);
  const canvas = active.length > 0 ? createMouthCanvas(loadMouthKernel()) : undefined;
  const looker = createSecondLooker(models);
  const stills = pickStills(active);
  const columns: SheetColumn[] = [];
  const account = { changedFrames: 0, outside: 0 };
  const pending: Array<Promise<unknown>> = [];
  let before = new Uint8Array();

  return {
    changesAnything: active.some(({ mouth }) => mouth.frames.some(({ strength }) => strength > 0)),
    paint: async (picture, format) => {
      const here = active.filter(({ places }) => places.has(picture.frame));
      if (here.length === 0) return;
      if (before.length !== picture.data.length) before = new Uint8Array(picture.data.length);
      before.set(picture.data);
      const touched: TouchedArea[] = [];
      for (const work of here) {
        const area = canvas && (await paintOne({ work, picture, format, canvas, looker, pending }));
        if (area !== undefined) touched.push(area);
      }
      if (touched.length > 0) account.changedFrames += 1;
      account.outside = Math.max(account.outside, largestDifference({ format, before, after: picture.data, touched }));
      const points = stills.get(picture.frame);
      if (points !== undefined) addColumn(columns, before, picture, format, points);
      while (pending.length > LOOKS_AHEAD) await pending.shift();
    },
    columns: () => columns,
    report: async () => ({
      ...{ firstFrame: script.firstFrame, endFrame: script.endFrame, changedFrames: account.changedFrames },
      outsideMaskMaxDifference: account.outside,
      spans: await Promise.all(planned.map((mouth, at) => spanOf(mouth, prepared[at], works[at]))),
    }),
  };
}

interface PaintOneParams {
  readonly work: Work;
  readonly picture: Picture;
  readonly format: PictureFormat;
  readonly canvas: MouthCanvas;
  readonly looker: SecondLooker;
  /** Looks under way; the one at this mouth is added. */
  readonly pending: Array<Promise<unknown>>;
}

/** Paints one mouth of a picture and has it looked at. */
async function paintOne(params: PaintOneParams): Promise<TouchedArea | undefined> {
  const { work, picture, format, canvas, looker, pending } = params;
  const at = work.places.get(picture.frame);
  const frame = at === undefined ? undefined : work.mouth.frames[at];
  if (at === undefined || frame === undefined) return undefined;
  const rendered = await work.ready.mouthAt(at, { ...format, data: picture.data });
  if (frame.strength === 0 || rendered.patches.length === 0) {
    work.light.forget();
    return undefined;
  }
  const { points } = frame.face;
  const withIdentity = work.identified.has(picture.frame);
  const look = () => looker.look({ picture: picture.data, format, points, withIdentity });
  const lookBefore = withIdentity ? look() : undefined;
  const touched = composeMouth({
    ...{ canvas, format, picture: picture.data, points, donors: rendered.patches, light: work.light },
    ...{ target: shown(frame, rendered.target), strength: frame.strength },
  });
  const after = look();
  work.looks.set(picture.frame, { after, ...(lookBefore && { before: lookBefore }) });
  pending.push(after);
  return touched;
}

function workOf(mouth: PlannedMouth, prepared: PreparedMouths | undefined): Work | undefined {
  if (prepared?.kind !== 'ready') return undefined;
  const places = new Map(mouth.frames.map(({ face }, at) => [face.frame, at]));
  const shownFrames = mouth.frames.filter(({ strength }) => strength === 1).map(({ face }) => face.frame);
  const identified = new Set(spread(shownFrames, IDENTITY_LOOKS));
  return { mouth, ready: prepared, light: createSteadyLight(), places, looks: new Map(), identified };
}

/** While a mouth comes or goes its lips are on the way from the source's to the wanted. */
function shown({ face, strength }: PlannedFrame, target: LipShape | undefined): LipShape | undefined {
  if (target === undefined) return undefined;
  const { open, width } = face.traits;
  return { open: open + (target.open - open) * strength, width: width + (target.width - width) * strength };
}

/** So many of the items, evenly. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  const picked = Math.min(count, items.length);
  return Array.from({ length: picked }, (_, at) => items[Math.floor(((at + 0.5) * items.length) / picked)]).filter(
    (item) => item !== undefined,
  );
}

function pickStills(works: readonly Work[]): ReadonlyMap<number, ArrayLike<number>> {
  const all = works.flatMap(({ mouth }) => mouth.frames.filter(({ strength }) => strength === 1));
  return new Map(spread(all, STILLS).map(({ face }) => [face.frame, face.points]));
}

function addColumn(
  columns: SheetColumn[],
  before: Uint8Array,
  { data }: Picture,
  format: PictureFormat,
  points: ArrayLike<number>,
): void {
  const [was, is] = [takeStill(before, format, points), takeStill(data, format, points)];
  if (was !== undefined && is !== undefined) columns.push({ before: was, after: is });
}

async function spanOf(
  mouth: PlannedMouth,
  prepared: PreparedMouths | undefined,
  work: Work | undefined,
): Promise<RenderedSpan> {
  const { stretch, frames, person } = mouth;
  const source = frames.map(({ face }) => rounded(face.traits));
  const span = {
    ...{ segmentIds: [...stretch.segmentIds], trackId: stretch.trackId, person },
    firstFrame: frames[0]?.face.frame ?? stretch.firstFrame,
    endFrame: (frames.at(-1)?.face.frame ?? stretch.firstFrame - 1) + 1,
    source,
    target: frames.map(({ target }) => rounded(target)),
  };
  if (prepared?.kind !== 'ready' || work === undefined) {
    const reason = mouth.reason ?? (prepared?.kind === 'untouched' ? prepared.reason : 'not-convincing');
    return { ...span, method: 'untouched', reason, rendered: source };
  }
  const looks = await Promise.all(frames.map(({ face }) => work.looks.get(face.frame)?.after));
  const similarity = await similarityOf(work);
  return {
    ...span,
    method: prepared.method,
    rendered: looks.map((look, at) =>
      look === undefined ? (source[at] ?? { open: 0, width: 0 }) : rounded(look.lips),
    ),
    ...(similarity !== undefined && { identitySimilarity: similarity }),
  };
}

/** Mean cosine between the identity before and after. */
async function similarityOf({ looks }: Work): Promise<number | undefined> {
  const pairs = await Promise.all(
    [...looks.values()].map(async ({ before, after }) => [(await before)?.identity, (await after)?.identity] as const),
  );
  const cosines = pairs.flatMap(([a, b]) =>
    a === undefined || b === undefined ? [] : [a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)],
  );
  if (cosines.length === 0) return undefined;
  return Math.round((cosines.reduce((sum, value) => sum + value, 0) / cosines.length) * 1e4) / 1e4;
}

/** Four digits are finer than any landmark. */
function rounded({ open, width }: LipShape): LipShape {
  return { open: Math.round(open * 1e4) / 1e4, width: Math.round(width * 1e4) / 1e4 };
}
