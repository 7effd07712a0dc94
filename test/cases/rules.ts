/** How many numbered rules each product has, and how many places where a reading had to be chosen. */
const counts = {
  OCP: { rules: 63, readings: 12 },
  OMN: { rules: 79, readings: 16 },
  CRE: { rules: 28, readings: 12 },
  JAI: { rules: 50, readings: 8 },
  POR: { rules: 25, readings: 10 },
};

const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);

/** `OCP-1` ... `POR-25`: 245 rules. */
export const rules = Object.entries(counts).flatMap(([product, { rules }]) => numbered(product, rules));

/** `A-OCP-1` ... `A-POR-10`: 58 readings. */
export const readings = Object.entries(counts).flatMap(([product, { readings }]) =>
  numbered(`A-${product}`, readings),
);
