import { Link } from 'react-router'
import { type Objects, piecesOf } from './objects.ts'

/** CloudStack's sentence, with the objects that exist as links. Only ever text. */
export function EntryText({ text, objects }: { text: string; objects: Objects }) {
  return (
    <bdi>
      {piecesOf(text, objects).map((piece, index) =>
        typeof piece === 'string' ? (
          piece
        ) : (
          // A text never changes its order, so the place is the key.
          <Link key={index} className="sv-word" to={piece.known.to} title={piece.id}>
            {piece.known.name}
          </Link>
        ),
      )}
    </bdi>
  )
}
