/** Tables of FIPS 46-3: which bit of the input each bit of the output is, numbered from the left and from 1. */
const initial = [58, 60, 62, 64, 57, 59, 61, 63].flatMap((first) =>
  Array.from({ length: 8 }, (_, at) => first - at * 8),
)
const final = Array.from({ length: 64 }, (_, at) => initial.indexOf(at + 1) + 1)
const expansion = Array.from({ length: 48 }, (_, at) => ((4 * Math.floor(at / 6) + (at % 6) + 31) % 32) + 1)
const list = (text: string) => text.split(' ').map(Number)
const permutation = list('16 7 20 21 29 12 28 17 1 15 23 26 5 18 31 10 2 8 24 14 32 27 3 9 19 13 30 6 22 11 4 25')
const keyHalves = list(
  '57 49 41 33 25 17 9 1 58 50 42 34 26 18 10 2 59 51 43 35 27 19 11 3 60 52 44 36 63 55 47 39 31 23 15 7 62 54 46 38 30 22 14 6 61 53 45 37 29 21 13 5 28 20 12 4',
)
const keyChoice = list(
  '14 17 11 24 1 5 3 28 15 6 21 10 23 19 12 4 26 8 16 7 27 20 13 2 41 52 31 37 47 55 30 40 51 45 33 48 44 49 39 56 34 53 46 42 50 36 29 32',
)
const shifts = list('1 1 2 2 2 2 2 2 1 2 2 2 2 2 2 1')
/** The eight boxes, four rows of 16 hexadecimal digits each. */
const boxes = [
  'e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d',
  'f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9',
  'a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c',
  '7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e',
  '2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453',
  'c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d',
  '4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c',
  'd2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b',
].map((digits) => Uint8Array.from(digits, (digit) => Number.parseInt(digit, 16)))

/** One bit a byte. */
type Bits = Uint8Array
const bitsOf = (bytes: Uint8Array): Bits =>
  Uint8Array.from({ length: bytes.length * 8 }, (_, at) => ((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1)
const bytesOf = (bits: Bits): Uint8Array => {
  const bytes = new Uint8Array(bits.length / 8)
  for (const [at, bit] of bits.entries()) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (bit << (7 - (at & 7)))
  return bytes
}

function choose(bits: Bits, table: readonly number[]): Bits {
  const chosen = new Uint8Array(table.length)
  for (let at = 0; at < table.length; at += 1) chosen[at] = bits[(table[at] ?? 1) - 1] ?? 0
  return chosen
}

function xor(a: Bits, b: Bits): Bits {
  const mixed = a.slice()
  for (let at = 0; at < a.length; at += 1) mixed[at] = (a[at] ?? 0) ^ (b[at] ?? 0)
  return mixed
}

function join(left: Bits, right: Bits): Bits {
  const joined = new Uint8Array(left.length + right.length)
  joined.set(left)
  joined.set(right, left.length)
  return joined
}

function roundKeys(key: Uint8Array): Bits[] {
  const halves = choose(bitsOf(key), keyHalves)
  let [left, right]: [Bits, Bits] = [halves.slice(0, 28), halves.slice(28)]
  return shifts.map((by) => {
    left = join(left.slice(by), left.slice(0, by))
    right = join(right.slice(by), right.slice(0, by))
    return choose(join(left, right), keyChoice)
  })
}

function mix(half: Bits, key: Bits): Bits {
  const six = xor(choose(half, expansion), key)
  const bit = (at: number) => six[at] ?? 0
  const out = new Uint8Array(32)
  for (let box = 0; box < 8; box += 1) {
    const at = box * 6
    const row = bit(at) * 2 + bit(at + 5)
    const col = bit(at + 1) * 8 + bit(at + 2) * 4 + bit(at + 3) * 2 + bit(at + 4)
    const value = boxes[box]?.[row * 16 + col] ?? 0
    for (let place = 0; place < 4; place += 1) out[box * 4 + place] = (value >> (3 - place)) & 1
  }
  return choose(out, permutation)
}

/** One block of eight bytes by DES in ECB mode. */
export function encryptBlock(block: Uint8Array, key: Uint8Array): Uint8Array {
  const bits = choose(bitsOf(block), initial)
  let [left, right]: [Bits, Bits] = [bits.slice(0, 32), bits.slice(32)]
  for (const roundKey of roundKeys(key)) [left, right] = [right, xor(left, mix(right, roundKey))]
  return bytesOf(choose(join(right, left), final))
}

/** The answer to VncAuth's 16-byte challenge: the password's first eight characters, each with its bits reversed, are the key. */
export function vncAuthAnswer(challenge: Uint8Array, password: string): Uint8Array {
  const characters = Uint8Array.from({ length: 8 }, (_, at) => (at < password.length ? password.charCodeAt(at) : 0))
  const mirrored = [...bitsOf(characters)].map((_, at, bits) => bits[(at & ~7) + 7 - (at & 7)] ?? 0)
  const key = bytesOf(Uint8Array.from(mirrored))
  return join(encryptBlock(challenge.slice(0, 8), key), encryptBlock(challenge.slice(8, 16), key))
}
