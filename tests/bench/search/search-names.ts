/**
 * Names as unevenly spread as people's: the commonest are borne by one in a hundred, and most names by a few. Behind the
 * real ones stand made-up ones, so that rare names are as many as in a real register.
 */
const FIRST =
  'maria james john mary robert michael william david jennifer patricia linda elizabeth richard jose barbara susan joseph thomas jessica charles sarah karen christopher daniel lisa nancy matthew betty anthony mark sandra margaret donald ashley steven kimberly paul andrew emily joshua donna michelle kenneth carol kevin amanda brian melissa george deborah timothy stephanie ronald dorothy edward rebecca jason laura jeffrey helen ryan sharon jacob cynthia gary kathleen nicholas amy eric shirley jonathan angela stephen anna larry ruth justin brenda scott pamela brandon nicole benjamin katherine samuel samantha gregory christine frank emma raymond alexander debra patrick rachel jack carolyn dennis janet li wei jing yan fatima mohammed ahmed ali anna olga ivan sofia lucia marta juan carlos luis ana rosa peter hans klaus ursula pierre marie jean luca marco giulia sven lars ingrid bo al jo ed'.split(
    ' ',
  );
const LAST =
  'smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward richardson watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo sanders patel myers long ross foster jimenez powell jenkins perry russell sullivan bell coleman butler henderson barnes gonzales fisher vasquez simmons romero jordan patterson alexander hamilton graham reynolds griffin wallace moreno west cole hayes bryant herrera gibson ellis tran medina wu li ng xu ma ho oh schmidt schneider mueller weber wagner becker rossi russo ferrari dubois bernard ivanov novak kowalski hansen jensen singh kaur khan ali'.split(
    ' ',
  );
const SYLLABLES =
  'ba be bo bra da de do dra fa fi ga go gre ha hel ka ke kar la le li lo lin ma me mi mo man na ne no ra re ri ro sa se so sha sten ta te to tra va vi wa wi za zu'.split(
    ' ',
  );
const ENDINGS = 'n r s man son ton ski ov er ley ford berg stein ez ini a'.split(' ');

/** How many of the names that bear `share` of all people in front are real; the others are made up. */
interface Spread {
  readonly real: readonly string[];
  readonly share: number;
  readonly madeUp: number;
}

const spreads = {
  first: { real: FIRST, share: 0.75, madeUp: 12_000 },
  last: { real: LAST, share: 0.4, madeUp: 90_000 },
} satisfies Record<string, Spread>;

/** A name with the part of all people who are called so or by a name before it. */
export interface NameUpTo {
  readonly value: string;
  readonly upTo: number;
}

/** All first or last names, the commonest first. */
export function namesOf(kind: keyof typeof spreads): NameUpTo[] {
  const { real, share, madeUp } = spreads[kind];
  const weigh = (values: readonly string[], whole: number, flatness: number): [string, number][] => {
    const weights = values.map((_, nth) => 1 / (nth + flatness));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return values.map((value, nth) => [value, ((weights[nth] ?? 0) / sum) * whole]);
  };
  const names = [
    ...weigh([...new Set(real)], share, 20),
    ...weigh(
      Array.from({ length: madeUp }, (_, nth) => madeUpName(nth)),
      1 - share,
      400,
    ),
  ];
  let upTo = 0;
  return names.map(([value, weight]) => ({ value, upTo: (upTo += weight) }));
}

function madeUpName(nth: number): string {
  const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? '';
  // Multiplied by a prime, so that neighbours do not look alike.
  const scattered = (nth * 7_919) % 1_000_003;
  const rest = Math.floor(scattered / SYLLABLES.length);
  const more = Math.floor(rest / SYLLABLES.length);
  return `${pick(SYLLABLES, scattered)}${pick(SYLLABLES, rest)}${more % 3 === 0 ? '' : pick(SYLLABLES, more)}${pick(ENDINGS, more + nth)}`;
}
