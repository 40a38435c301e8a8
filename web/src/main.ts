import { mount } from 'svelte'
import App from './App.svelte'
import './styles/tokens.css'
import './styles/parts.css'
import './styles/app.css'
import './styles/review.css'
import './styles/print.css'

// Before anything is drawn: the map takes its colours when it is made.
const chosen = localStorage.getItem('theme')
if (chosen) document.documentElement.dataset.theme = chosen
else if (matchMedia('(prefers-color-scheme: dark)').matches) document.documentElement.dataset.theme = 'dark'

const target = document.getElementById('app')
if (target) mount(App, { target })
