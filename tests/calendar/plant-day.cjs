// Has every program that loads it live on another day: `DAYBOOK_TEST_DAY` names the moment at which the tests began
// (`DAYBOOK_TEST_BEGAN_MS`); time goes on from there. Node loads it into each program (`--require`), and jest into the
// realm of each spec, which has a Date of its own. PostgreSQL and nats-server stay on today: what they are told counts.
const { DAYBOOK_TEST_DAY: day, DAYBOOK_TEST_BEGAN_MS: began } = process.env;
const planted = Symbol.for('daybook.planted-day');

if (day !== undefined && began !== undefined && !(planted in globalThis.Date)) {
  const Real = globalThis.Date;
  const shift = Real.parse(day) - Number(began);
  if (Number.isNaN(shift)) throw new Error(`DAYBOOK_TEST_DAY is no moment: ${day}`);
  globalThis.Date = class Date extends Real {
    constructor(...parts) {
      if (parts.length === 0) super(Real.now() + shift);
      else super(...parts);
    }
    static now() {
      return Real.now() + shift;
    }
    static [planted] = true;
  };
}
