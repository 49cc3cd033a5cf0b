/**
 * Typing a text into a guest. For a console: load `TypePanel` lazily when it is first opened
 * (`lazy(async () => ({ default: (await import('@stratoview/ui/keyboard/TypePanel.tsx')).TypePanel }))`) and give it
 * `sendKey={(keysym, code, down) => rfb.sendKey(keysym, code, down)}`, the VM's `keyboard` detail as `layout`, and as
 * `blocked` the reason why no key may go out (not connected, view only, taken over): typing under way stops when it
 * appears, which is how a lost connection never types the rest of a password into the next one. `usOnly` is a sentence
 * for servers without extended keys (ESXi). `onEnd` is the place to give the screen its focus back; otherwise the field
 * has it. Release sticky modifiers before typing: the panel holds and lets go of its own only. For a text that no
 * panel shows, `loadLayout`, `typable`, `planStrokes` and `createTyping` do the same without React.
 */
export { layoutNamed, layoutNames, loadLayout, type LayoutName } from './layouts.ts'
export { maxLength, planStrokes, typable, type Plan, type Stroke, type Untypable } from './strokes.ts'
export { TypePanel, type TypePanelProps } from './TypePanel.tsx'
export {
  browserClock,
  createTyping,
  typingTime,
  type Clock,
  type Progress,
  type SendKey,
  type Typing,
} from './typing.ts'
