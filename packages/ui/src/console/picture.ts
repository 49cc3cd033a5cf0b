import type RFB from '@novnc/novnc'
import { captureByPointer } from './capture.ts'
import type { Channel } from './channel.ts'
import classes from './console.module.css'
import { ReleaseChord } from './keys.ts'

/** `fit` shrinks or grows the picture, `actual` shows its pixels and scrolls, `follow` asks the machine for the window's size. */
export type Scale = 'fit' | 'actual' | 'follow'

export interface PictureListener {
  connected(): void
  focused(focused: boolean): void
  resized(size: { width: number; height: number }): void
}

/** The picture's element and noVNC in it. It may move anywhere in the page, and into a window that this page opened; after the end the last picture stays, greyed. */
export class Picture {
  readonly element = document.createElement('div')
  readonly #stage = document.createElement('div')
  readonly #listener: PictureListener
  readonly #chord = new ReleaseChord()
  readonly #sizes = new MutationObserver(() => this.#measure())
  #room: ResizeObserver | undefined
  #rfb: RFB | undefined
  #painted = false
  #still: HTMLCanvasElement | undefined
  #scale: Scale = 'fit'
  #watching = false

  constructor(listener: PictureListener) {
    this.#listener = listener
    this.element.className = classes.picture ?? ''
    this.#stage.className = classes.stage ?? ''
    this.element.append(this.#stage)
    // Caught before noVNC sees them, and not kept from it: the machine learns that the keys went up.
    this.#stage.addEventListener('keydown', (event) => this.#key(event, true), { capture: true })
    this.#stage.addEventListener('keyup', (event) => this.#key(event, false), { capture: true })
    this.#stage.addEventListener('focusin', () => listener.focused(!this.#watching))
    this.#stage.addEventListener('focusout', () => {
      this.#chord.reset()
      listener.focused(false)
      // noVNC lets all keys go when the window loses the keyboard, and looks at no other window than its own.
      if (this.#stage.ownerDocument !== document) window.dispatchEvent(new Event('blur'))
    })
  }

  /** It stands in another place now. In another window noVNC does not learn of the room it has. */
  moved(): void {
    this.#room?.disconnect()
    this.#room = undefined
    const { ownerDocument } = this.element
    const view = ownerDocument === document ? null : ownerDocument.defaultView
    if (!view) return this.#apply()
    this.#room = new view.ResizeObserver(() => this.#apply())
    this.#room.observe(this.element)
  }

  begin(Viewer: typeof RFB, channel: Channel): void {
    const rfb = new Viewer(this.#stage, channel, { shared: true })
    this.#rfb = rfb
    this.#painted = false
    rfb.background = 'transparent'
    rfb.addEventListener('connect', () => {
      if (this.#rfb !== rfb) return
      this.#painted = true
      this.#still?.remove()
      this.#still = undefined
      this.#prepare()
      this.#listener.connected()
    })
    this.#apply()
  }

  /** Nothing runs any more; what was seen last stays on the element. */
  end(): void {
    const rfb = this.#rfb
    if (!rfb) return
    this.#rfb = undefined
    this.#sizes.disconnect()
    if (this.#painted) this.#keep(rfb.getImageData())
    rfb.disconnect()
  }

  set scale(scale: Scale) {
    this.#scale = scale
    this.element.dataset.scale = scale
    this.#apply()
  }

  set watching(watching: boolean) {
    this.#watching = watching
    if (watching) this.release()
    this.#apply()
  }

  key(keysym: number, code: string, down: boolean): boolean {
    this.#rfb?.sendKey(keysym, code, down)
    return this.#rfb !== undefined
  }

  focus(): void {
    this.#rfb?.focus({ preventScroll: true })
  }
  release(): void {
    this.#rfb?.blur()
  }

  /** What is seen now, or was seen last, as PNG. Rejects when there has been nothing. */
  async screenshot(): Promise<Blob> {
    const canvas = this.#rfb && this.#painted ? canvasOf(this.#rfb.getImageData()) : this.#still
    const { promise, resolve } = Promise.withResolvers<Blob | null>()
    canvas?.toBlob(resolve, 'image/png')
    if (!canvas) resolve(null)
    const blob = await promise
    if (!blob) throw new Error('There is no picture yet.')
    return blob
  }

  #apply(): void {
    const rfb = this.#rfb
    if (!rfb) return
    rfb.viewOnly = this.#watching
    rfb.scaleViewport = this.#scale !== 'actual'
    rfb.resizeSession = this.#scale === 'follow'
  }

  /** noVNC's canvas takes the keyboard by click alone and has no name. */
  #prepare(): void {
    const canvas = this.#stage.querySelector('canvas')
    if (!canvas) return
    canvas.tabIndex = 0
    captureByPointer(canvas)
    canvas.setAttribute('role', 'application')
    canvas.setAttribute('aria-label', 'Screen')
    this.#sizes.observe(canvas, { attributes: true, attributeFilter: ['width', 'height'] })
    this.#measure()
  }

  #measure(): void {
    const { width, height } = this.#rfb?.getImageData() ?? {}
    if (width && height) this.#listener.resized({ width, height })
  }

  #key({ key }: KeyboardEvent, down: boolean): void {
    // The three go up in the machine first: noVNC handles this very event after us.
    if (this.#chord.key(key, down)) setTimeout(() => this.release())
  }

  #keep(image: ImageData): void {
    this.#still?.remove()
    this.#still = canvasOf(image)
    this.#still.className = classes.still ?? ''
    this.#still.setAttribute('role', 'img')
    this.#still.setAttribute('aria-label', 'Last picture')
    this.element.append(this.#still)
  }
}

function canvasOf(image: ImageData): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = image.width
  canvas.height = image.height
  canvas.getContext('2d')?.putImageData(image, 0, 0)
  return canvas
}
