import { encode } from 'uqr';

/** A QR code as an outline for SVG: black where the path is, on a white square of so many units. */
export interface QrCode {
  readonly path: string;
  readonly size: number;
}

// What cameras need around it (ISO/IEC 18004: four modules).
const quiet = 4;

/** The path is made of numbers alone, so that nothing of the text can reach the page by it. */
export const qrCodeOf = (text: string): QrCode => {
  const { data, size } = encode(text, { ecc: 'M', border: quiet });
  const squares = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return { path: squares.join(''), size };
};
