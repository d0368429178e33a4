import type { Segment } from '../../pipeline/contracts/transcript.js';
import type { Word } from '../../pipeline/contracts/word.js';
import type { TimingCase } from './timing-case.js';

/** A line of a real clip: its stretches of speech in ms, and how long its dubs take, spoken by espeak-ng at 175 wpm. */
interface SampleLine {
  readonly text: string;
  readonly speech: readonly (readonly [number, number])[];
  readonly es: number;
  readonly de: number;
  readonly ca: number;
  /** When the first phrase of the dub ends, where the original pauses after its own. */
  readonly phraseEnds?: { readonly es: number; readonly de: number; readonly ca: number };
}

interface Sample {
  readonly name: string;
  readonly videoDurationMs: number;
  readonly lines: readonly SampleLine[];
}

const line = (
  text: string,
  speech: SampleLine['speech'],
  [es, de, ca]: readonly [number, number, number],
): SampleLine => ({
  text,
  speech,
  es,
  de,
  ca,
});

/**
 * Real clips with known times: from silence detection (open-dubbing, auto-editor), from the clip's own captions (friday)
 * and from the corpus' word alignment (GRID). Dub lengths were measured once on translations of our own, silence trimmed.
 */
const SAMPLES: readonly Sample[] = [
  {
    name: 'open-dubbing',
    videoDurationMs: 9967,
    lines: [
      {
        ...line(
          'Good morning, my name is Jordi Mas.',
          [
            [1261, 1952],
            [2645, 3828],
          ],
          [2038, 2106, 1687],
        ),
        phraseEnds: { es: 723, de: 631, ca: 439 },
      },
      line('I am from Barcelona.', [[5285, 6497]], [960, 1189, 946]),
      line('And I love this city.', [[7698, 8644]], [1393, 1136, 1488]),
    ],
  },
  {
    name: 'friday',
    videoDurationMs: 6170,
    lines: [
      line('Hildy!', [[0, 1000]], [366, 396, 366]),
      line('How are you?', [[1000, 1500]], [896, 819, 556]),
      line('Tell me, is the lord of the universe in?', [[1500, 3000]], [2100, 2571, 2051]),
      line("Yes, he's in - in a bad humor", [[3000, 4300]], [1868, 2114, 1857]),
      line("Somebody must've stolen the crown jewels", [[4300, 6000]], [2209, 2220, 2217]),
    ],
  },
  {
    name: 'GRID',
    videoDurationMs: 3000,
    lines: [line('set white with p two soon', [[490, 2210]], [1600, 1863, 1614])],
  },
  {
    name: 'auto-editor',
    videoDurationMs: 42_450,
    lines: [
      line('Hello.', [[0, 638]], [245, 306, 240]),
      line('This is an example video for your convenience and pleasure.', [[1320, 4722]], [3067, 3087, 3427]),
      line(
        'You are allowed to use this video for any purpose, including commercial uses.',
        [[5085, 10_372]],
        [4840, 4367, 4853],
      ),
      line('On the bottom right you can see the time.', [[10_729, 13_021]], [2583, 1890, 2420]),
      line('When the time reaches forty seconds, I will say banana.', [[13_866, 17_300]], [3155, 3144, 3013]),
      line('Banana.', [[39_967, 40_468]], [427, 401, 401]),
    ],
  },
];

/** Every clip dubbed into Spanish, German and Catalan. */
export function talkingSamples(): readonly TimingCase[] {
  return SAMPLES.flatMap((sample) => (['es', 'de', 'ca'] as const).map((language) => caseOf(sample, language)));
}

function caseOf(sample: Sample, language: 'es' | 'de' | 'ca'): TimingCase {
  const segments = sample.lines.map(
    ({ text, speech }, index): Segment => ({
      id: `${sample.name}-${index + 1}`,
      startMs: speech[0]?.[0] ?? 0,
      endMs: speech.at(-1)?.[1] ?? 0,
      text,
      words: speech.map(([startMs, endMs]) => ({ text, startMs, endMs })),
    }),
  );
  return {
    name: `${sample.name} → ${language}`,
    transcript: { language: 'en', segments },
    speech: sample.lines.map((spoken, index) => ({
      id: `${sample.name}-${index + 1}`,
      durationMs: spoken[language],
      words: phrases(spoken[language], spoken.phraseEnds?.[language]),
    })),
    videoDurationMs: sample.videoDurationMs,
  };
}

/** The two phrases of a dub as if they were words: all a fit needs to know about where it may pause. */
function phrases(durationMs: number, firstEndsMs: number | undefined): readonly Word[] {
  if (firstEndsMs === undefined) return [];
  return [
    { text: 'first,', startMs: 0, endMs: firstEndsMs },
    { text: 'second.', startMs: firstEndsMs, endMs: durationMs },
  ];
}
