/** CloudStack's names and addresses inside a sentence of ours, in the face that says whose words they are. */
const NAMES = /(\b[a-z]-\d+-VM\b|\b\d{1,3}(?:\.\d{1,3}){3}\b)/

export function Worded({ children }: { children: string }) {
  return children.split(NAMES).map((part, index) =>
    index % 2 === 1 ? (
      <code key={index} className="sv-word">
        {part}
      </code>
    ) : (
      part
    ),
  )
}
